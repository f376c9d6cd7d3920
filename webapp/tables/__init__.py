"""Tables out of and into files: XLSX by openpyxl and XlsxWriter, CSV by hand; texts only, nothing is evaluated."""
