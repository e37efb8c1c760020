-- At which a stop order of the paper venue becomes a market order; empty from then on.

alter table paper_orders add column stop_price numeric;
