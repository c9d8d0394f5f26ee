"""The reports for programs: the numbers of the pages, with the rows behind them."""
