-- The histories of a portfolio: what was booked, word for word in body, and the columns that are
-- asked for. The ledger itself is the state of the portfolio; it can be folded again from these.

create table portfolio_versions (
    portfolio_id  text        not null,
    version       bigint      not null,
    body          text        not null,
    configured_at timestamptz not null,
    primary key (portfolio_id, version)
);

create table runs (
    portfolio_id text not null,
    run_id       text not null,
    bot_version  text,
    bot          text,
    started_at   timestamptz,
    ended_at     timestamptz,
    end_reason   text,
    primary key (portfolio_id, run_id)
);

-- A fill as it is now known; corrections counts how often the venue changed its mind.
create table fills (
    portfolio_id text           not null,
    venue        text           not null,
    symbol       text           not null,
    order_id     text           not null,
    trade_id     text           not null,
    side         text           not null,
    quantity     numeric(38,18) not null,
    price        numeric(38,18) not null,
    run_id       text           not null,
    bot_version  text,
    occurred_at  timestamptz    not null,
    cancelled    boolean        not null,
    corrections  integer        not null,
    number       bigint generated always as identity,
    body         text           not null,
    primary key (portfolio_id, venue, symbol, order_id, trade_id)
);
create index fills_in_time on fills (portfolio_id, occurred_at, number);

create table cash_movements (
    portfolio_id text           not null,
    movement_id  text           not null,
    amount       numeric(38,18) not null,
    currency     text           not null,
    occurred_at  timestamptz    not null,
    number       bigint generated always as identity,
    body         text           not null,
    primary key (portfolio_id, movement_id)
);
create index cash_movements_in_time on cash_movements (portfolio_id, occurred_at, number);

-- type: llm.called or cost.incurred; cost_id is the call_id or the cost_id.
create table costs (
    portfolio_id text           not null,
    type         text           not null,
    cost_id      text           not null,
    amount       numeric(38,18) not null,
    currency     text           not null,
    run_id       text           not null,
    occurred_at  timestamptz    not null,
    number       bigint generated always as identity,
    body         text           not null,
    primary key (portfolio_id, type, cost_id)
);
create index costs_in_time on costs (portfolio_id, occurred_at, number);

-- Valuations at day boundaries and on the curve. Earlier revisions stay: what was published can
-- always be read as it was.
create table equity_snapshots (
    portfolio_id text        not null,
    at           timestamptz not null,
    revision     integer     not null,
    boundary     boolean     not null,
    provisional  boolean     not null,
    restated     boolean     not null,
    equity       numeric,
    net_pnl      numeric,
    body         text        not null,
    primary key (portfolio_id, at, revision)
);
