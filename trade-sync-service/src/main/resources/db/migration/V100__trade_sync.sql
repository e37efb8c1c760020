-- What trade-sync keeps beside the portfolios' states: histories that grow. Instants are kept to the microsecond.

create table orders (
    portfolio_id    text        not null,
    client_order_id text        not null,
    run_id          text        not null,
    bot_version     text,
    venue           text,
    order_id        text,
    symbol          text        not null,
    side            text        not null,
    order_type      text        not null,
    quantity        numeric     not null,
    limit_price     numeric,
    time_in_force   text        not null,
    expires_at      timestamptz,
    reduce_only     boolean     not null,
    tag             text,
    status          text        not null,
    filled_quantity numeric     not null,
    average_price   numeric,
    code            text,
    reason          text,
    approved_at     timestamptz not null,
    updated_at      timestamptz not null,
    primary key (portfolio_id, client_order_id)
);

-- Fills of orders that have ended find their tags here.
create index orders_by_order_id on orders (portfolio_id, order_id);
create index orders_newest_first on orders (portfolio_id, approved_at desc, client_order_id desc);

create table fills (
    portfolio_id    text        not null,
    venue           text        not null,
    symbol          text        not null,
    order_id        text        not null,
    trade_id        text        not null,
    client_order_id text,
    run_id          text        not null,
    bot_version     text,
    side            text        not null,
    quantity        numeric     not null,
    price           numeric     not null,
    fees            jsonb       not null,
    liquidity       text        not null,
    origin          text        not null,
    venue_sequence  text,
    tag             text,
    corrections     int         not null default 0,
    occurred_at     timestamptz not null,
    recorded_at     timestamptz not null,
    primary key (portfolio_id, venue, symbol, order_id, trade_id)
);

create index fills_newest_first on fills (portfolio_id, occurred_at desc, trade_id desc);

create table cursors (
    portfolio_id text        not null,
    venue        text        not null,
    symbol       text        not null,
    at           timestamptz not null,
    trade_id     text        not null,
    primary key (portfolio_id, venue, symbol)
);

-- Syncs that somebody asked for on an instance that does not own the portfolio.
create table sync_requests (
    portfolio_id text        primary key,
    requested_at timestamptz not null default now()
);
