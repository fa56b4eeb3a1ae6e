"""Questions on their way to subject-matter experts and back: a small XLSX or Markdown file."""
