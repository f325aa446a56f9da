"""Pages about who sees whom: less than the whole record, closing and opening it, and who could see it when."""
