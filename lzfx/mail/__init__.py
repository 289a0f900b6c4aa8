"""Letters, drafts a mail program opens ready to send, and the page that lists them."""
