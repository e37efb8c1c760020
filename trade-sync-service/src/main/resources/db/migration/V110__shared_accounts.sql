-- Accounts that portfolios share, and fills on them that are nobody's yet.

-- Which portfolio trades on which account of a venue, so that each knows its neighbours' orders.
create table accounts (
    portfolio_id        text primary key,
    venue               text not null,
    mode                text not null,
    account             text not null,
    client_order_prefix text not null
);

create index accounts_by_account on accounts (venue, mode, account);

-- Orders on their way, whose fills cannot be told from those of strangers yet.
create index orders_unconfirmed on orders (portfolio_id) where status in ('PENDING', 'UNKNOWN');

-- Which portfolio has taken a fill that no order of a portfolio caused. Claimed before it is booked: two portfolios
-- that both want it do not both have it, and one that died after its claim books it on its return.
create table fill_claims (
    venue        text not null,
    account      text not null,
    symbol       text not null,
    order_id     text not null,
    trade_id     text not null,
    portfolio_id text not null,
    primary key (venue, account, symbol, order_id, trade_id)
);

create table unassigned_fills (
    portfolio_id    text        not null,
    venue           text        not null,
    symbol          text        not null,
    order_id        text        not null,
    trade_id        text        not null,
    client_order_id text,
    side            text        not null,
    quantity        numeric     not null,
    price           numeric     not null,
    fees            jsonb       not null,
    liquidity       text        not null,
    venue_sequence  text,
    judged_by       bigint      not null,
    occurred_at     timestamptz not null,
    recorded_at     timestamptz not null,
    primary key (portfolio_id, venue, symbol, order_id, trade_id)
);

create index unassigned_fills_newest_first on unassigned_fills (portfolio_id, occurred_at desc, trade_id desc);
create index unassigned_fills_to_judge on unassigned_fills (portfolio_id, judged_by);
