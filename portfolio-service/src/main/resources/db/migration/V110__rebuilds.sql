-- Rebuilds that were asked for; the instance that owns the portfolio does them, in order. One that
-- is RUNNING while its owner runs none was abandoned by an owner before, and is begun anew.
create table rebuilds (
    rebuild_id   text        primary key,
    portfolio_id text        not null,
    swap         boolean     not null,
    status       text        not null check (status in ('REQUESTED', 'RUNNING', 'FINISHED', 'FAILED')),
    requested_at timestamptz not null default now(),
    finished_at  timestamptz,
    report       text
);
create index rebuilds_of_portfolio on rebuilds (portfolio_id, requested_at desc);
create index rebuilds_to_do on rebuilds (requested_at) where status in ('REQUESTED', 'RUNNING');
