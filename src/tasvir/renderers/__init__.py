"""From findings and document trees to HTML, DOCX, PDF, XLSX and charts."""
