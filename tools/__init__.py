"""Programs that build, check and measure the product. Nothing here runs when it is served."""
