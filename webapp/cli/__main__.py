"""`python -m webapp.cli` is `sanbao`."""

from webapp.cli import main

main(prog_name="sanbao")
