"""Document -> PDF/A pages by typst, very long lists by child processes."""
