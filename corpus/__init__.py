"""What we know: briefs, their metadata, and the chunks that are cut from them."""
