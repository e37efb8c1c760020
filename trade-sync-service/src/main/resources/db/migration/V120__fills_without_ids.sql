-- What the venue calls a fill that was imported without its ids, once the venue's own history has told it.
alter table fills add column venue_order_id text, add column venue_trade_id text;

-- Fills that came without the venue's ids: few or none, and looked up for each page of history.
create index fills_without_ids on fills (portfolio_id, venue, symbol, quantity, price)
    where origin = 'IMPORTED' and (trade_id like 'row-%' or trade_id = order_id);
create index fills_named_later on fills (portfolio_id, venue, symbol, venue_order_id, venue_trade_id)
    where venue_trade_id is not null;
