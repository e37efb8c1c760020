-- What is kept of each portfolio, for those who ask later. `body` is the line as the API gives it: JSON in which decimals are
-- strings. What is asked for by time or kind is a column beside it; figures that SQL is likely to add up are generated from it.

create table live_parts (
    portfolio_id text not null,
    part text not null,
    sequence bigint not null,
    body jsonb not null,
    primary key (portfolio_id, part)
);
create index live_parts_sequence on live_parts (portfolio_id, sequence);

create table equity_points (
    portfolio_id text not null,
    at timestamptz not null,
    equity numeric,
    net_pnl numeric,
    contributed numeric,
    primary key (portfolio_id, at)
);

create table portfolio_days (
    portfolio_id text not null,
    timezone text not null,
    date date not null,
    version bigint not null,
    provisional boolean not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    body jsonb not null,
    start_equity numeric generated always as ((body ->> 'start_equity')::numeric) stored,
    end_equity numeric generated always as ((body ->> 'end_equity')::numeric) stored,
    cash_flows numeric generated always as ((body ->> 'cash_flows')::numeric) stored,
    realized_pnl numeric generated always as ((body ->> 'realized_pnl')::numeric) stored,
    unrealized_pnl_change numeric generated always as ((body ->> 'unrealized_pnl_change')::numeric) stored,
    fx_pnl numeric generated always as ((body ->> 'fx_pnl')::numeric) stored,
    gross_pnl numeric generated always as ((body ->> 'gross_pnl')::numeric) stored,
    fees numeric generated always as ((body ->> 'fees')::numeric) stored,
    llm_cost numeric generated always as ((body ->> 'llm_cost')::numeric) stored,
    other_costs numeric generated always as ((body ->> 'other_costs')::numeric) stored,
    net_pnl numeric generated always as ((body ->> 'net_pnl')::numeric) stored,
    unexplained numeric generated always as ((body ->> 'unexplained')::numeric) stored,
    primary key (portfolio_id, timezone, date)
);

create table portfolio_day_versions (
    portfolio_id text not null,
    timezone text not null,
    date date not null,
    version bigint not null,
    cause text,
    recorded_at timestamptz not null,
    body jsonb not null,
    primary key (portfolio_id, timezone, date, version)
);

create table ends_of_days (
    portfolio_id text not null,
    timezone text not null,
    date date not null,
    body jsonb not null,
    primary key (portfolio_id, timezone, date)
);

create table orders (
    portfolio_id text not null,
    client_order_id text not null,
    placed_at timestamptz not null,
    done boolean not null,
    body jsonb not null,
    primary key (portfolio_id, client_order_id)
);
create index orders_placed on orders (portfolio_id, placed_at desc, client_order_id);

create table plans (
    portfolio_id text not null,
    plan_id text not null,
    opened_at timestamptz not null,
    closed boolean not null,
    body jsonb not null,
    primary key (portfolio_id, plan_id)
);

create table plan_steps (
    portfolio_id text not null,
    number bigint not null,
    plan_id text not null,
    body jsonb not null,
    primary key (portfolio_id, number)
);
create index plan_steps_plan on plan_steps (portfolio_id, plan_id, number);

create table decisions (
    portfolio_id text not null,
    number bigint not null,
    client_order_id text not null,
    occurred_at timestamptz not null,
    verdict text not null,
    symbol text,
    body jsonb not null,
    primary key (portfolio_id, number)
);
create index decisions_occurred on decisions (portfolio_id, occurred_at);

create table fills (
    portfolio_id text not null,
    venue text not null,
    symbol text not null,
    order_id text not null,
    trade_id text not null,
    occurred_at timestamptz not null,
    body jsonb not null,
    side text generated always as (body ->> 'side') stored,
    quantity numeric generated always as ((body ->> 'quantity')::numeric) stored,
    price numeric generated always as ((body ->> 'price')::numeric) stored,
    primary key (portfolio_id, venue, symbol, order_id, trade_id)
);
create index fills_occurred on fills (portfolio_id, occurred_at desc);

create table costs (
    portfolio_id text not null,
    cost_id text not null,
    category text not null,
    occurred_at timestamptz not null,
    body jsonb not null,
    amount numeric generated always as ((body ->> 'amount')::numeric) stored,
    primary key (portfolio_id, category, cost_id)
);
create index costs_occurred on costs (portfolio_id, occurred_at desc);

create table cash_flows (
    portfolio_id text not null,
    movement_id text not null,
    occurred_at timestamptz not null,
    body jsonb not null,
    primary key (portfolio_id, movement_id)
);

create table runs (
    portfolio_id text not null,
    run_id text not null,
    started_at timestamptz,
    body jsonb not null,
    primary key (portfolio_id, run_id)
);

create table operator_commands (
    portfolio_id text not null,
    command_id text not null,
    occurred_at timestamptz not null,
    body jsonb not null,
    primary key (portfolio_id, command_id)
);

create table unapplied_records (
    portfolio_id text not null,
    topic text not null,
    partition text not null,
    record_offset text not null,
    recorded_at timestamptz not null,
    body jsonb not null,
    primary key (portfolio_id, topic, partition, record_offset)
);
