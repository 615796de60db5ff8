"""Sessions as JSON, OTLP, HTML, XLSX and Markdown."""
