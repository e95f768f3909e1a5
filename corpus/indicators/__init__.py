"""What is measured: rows of tables and figures in sentences, as comparable values."""
