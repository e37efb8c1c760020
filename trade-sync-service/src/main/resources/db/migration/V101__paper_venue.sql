-- The paper venue: an exchange of its own, in transactions of its own. Nothing of the sync reads these tables.

create table paper_tape (
    venue        text        primary key,
    tape         text        not null,
    state        text        not null,
    speed        text        not null,
    position     bigint      not null,
    marks        bigint      not null,
    at           timestamptz not null,
    last_price   numeric,
    next_fill    bigint      not null,
    broken_lines bigint      not null
);

create table paper_broken_lines (
    venue text   not null,
    line  bigint not null,
    cause text   not null,
    primary key (venue, line)
);

create table paper_accounts (
    portfolio_id text        primary key,
    opened_at    timestamptz not null,
    account      text        not null
);

create sequence paper_order_ids;

create table paper_orders (
    id              bigint      primary key,
    portfolio_id    text        not null references paper_accounts,
    client_order_id text        not null,
    symbol          text        not null,
    side            text        not null,
    order_type      text        not null,
    quantity        numeric     not null,
    limit_price     numeric,
    time_in_force   text        not null,
    expires_at      timestamptz,
    resting         boolean     not null,
    filled          numeric     not null,
    status          text        not null,
    reason          text,
    placed_at       timestamptz not null,
    updated_at      timestamptz not null,
    unique (portfolio_id, client_order_id)
);

create index paper_orders_open on paper_orders (portfolio_id) where status in ('OPEN', 'PARTIALLY_FILLED');

create table paper_fills (
    id              bigint      primary key,
    order_id        bigint      not null references paper_orders,
    portfolio_id    text        not null,
    client_order_id text        not null,
    symbol          text        not null,
    side            text        not null,
    quantity        numeric     not null,
    price           numeric     not null,
    fee             numeric     not null,
    fee_currency    text        not null,
    liquidity       text        not null,
    at              timestamptz not null
);

create index paper_fills_of_account on paper_fills (portfolio_id, symbol, id);
create index paper_fills_by_time on paper_fills (portfolio_id, symbol, at);
