"""Documents with one phenomenon each and whole agreements, made by scripts, with what a reader must find in them."""
