"""The pages of operations and of what is logged against them."""
