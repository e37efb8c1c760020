-- What the ledger puts away beside its state, so that a record of long ago can still be booked where
-- it belongs.

-- The rates at which a fill was booked; null where each of them is one.
alter table fills add column rates text;
create index fills_of_symbol on fills (portfolio_id, symbol, occurred_at);

-- A position as all fills before an instant made it, one for every thousand fills of a symbol: a
-- late fill is folded in from the last spot before it. trades counts the fills.
create table position_spots (
    portfolio_id text        not null,
    symbol       text        not null,
    at           timestamptz not null,
    trades       bigint      not null,
    body         text        not null,
    primary key (portfolio_id, symbol, at)
);

-- The ledger as it stood when a day began, with the prices of then: what a late record restates.
create table day_boundaries (
    portfolio_id text        not null,
    at           timestamptz not null,
    body         text        not null,
    primary key (portfolio_id, at)
);

-- The orders that are counted.
create table placed_orders (
    portfolio_id text        not null,
    symbol       text        not null,
    order_id     text        not null,
    placed_at    timestamptz not null,
    body         text        not null,
    primary key (portfolio_id, symbol, order_id)
);
