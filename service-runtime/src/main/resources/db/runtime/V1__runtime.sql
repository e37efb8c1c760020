-- What the runtime keeps for each service: who owns which partition, how far its inputs were read,
-- the state of each portfolio, what was seen, and what is still to be published.

create table partition_ownership (
    partition integer primary key,
    epoch     bigint  not null
);

-- source: an input topic, or marks.v1/<its partition> where every mark is folded.
create table input_position (
    partition   integer not null,
    source      text    not null,
    next_offset bigint  not null,
    primary key (partition, source)
);

-- json, not jsonb: a state is read back in the order in which it was written.
create table portfolio_state (
    portfolio_id text    primary key,
    partition    integer not null,
    state        json    not null,
    sequences    json    not null
);
create index portfolio_state_partition on portfolio_state (partition);

-- Identities of records from outside, each content once.
create table seen_id (
    natural_id text  not null,
    digest     bytea not null,
    primary key (natural_id, digest)
);

-- Records of a batch that are committed and perhaps not yet published, in the order of frame_no.
create table outbox (
    partition integer not null,
    frame_no  bigint  not null,
    frame     bytea   not null,
    primary key (partition, frame_no)
);
alter table outbox alter column frame set storage external;

-- The marks as they stood before next_offset of their partition, so that a start need not read all.
create table marks_checkpoint (
    marks_partition integer not null,
    next_offset     bigint  not null,
    marks           json    not null,
    primary key (marks_partition, next_offset)
);

-- Everything that one batch changes, at once or not at all. HF001: another instance owns one of the
-- partitions now, or has moved one of its positions. HF002: the batch took something for new that was
-- seen. Nothing was changed then.
--
-- Its cost must not grow with the number of portfolios: a plan is made while the tables are small and kept while they
-- grow, so it must never read a table from end to end. What a batch changes is few; each of it is looked up by its key.
create function runtime_commit(
    owned_partitions integer[], owned_epochs bigint[],
    position_partitions integer[], position_sources text[], position_expected bigint[], position_next bigint[],
    portfolio_ids text[], portfolio_partitions integer[], states text[], sequence_counts text[],
    taken_for_new text[], seen_ids text[], seen_digests bytea[],
    frame_partitions integer[], frame_nos bigint[], frames bytea[],
    published_partitions integer[], published_nos bigint[]
) returns void language plpgsql
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as $$
declare
    held integer;
begin
    perform 1
       from partition_ownership o
       join unnest(owned_partitions, owned_epochs) as mine(partition, epoch)
         on o.partition = mine.partition and o.epoch = mine.epoch
      order by o.partition
        for update of o;
    get diagnostics held = row_count;
    if held <> cardinality(owned_partitions) then
        raise exception 'a partition has another owner' using errcode = 'HF001';
    end if;

    if cardinality(position_partitions) > 0 then
        update input_position i
           set next_offset = p.next_offset
          from unnest(position_partitions, position_sources, position_expected, position_next)
               as p(partition, source, expected, next_offset)
         where i.partition = p.partition and i.source = p.source and i.next_offset = p.expected;
        get diagnostics held = row_count;
        if held <> cardinality(position_partitions) then
            raise exception 'a position was moved by another owner' using errcode = 'HF001';
        end if;
    end if;

    -- After the fence: what another owner has seen by now is not this one's to judge.
    if cardinality(taken_for_new) > 0 then
        if exists (select from seen_id where natural_id = any(taken_for_new)) then
            raise exception 'the batch repeats what was seen' using errcode = 'HF002';
        end if;
    end if;

    if cardinality(portfolio_ids) > 0 then
        insert into portfolio_state (portfolio_id, partition, state, sequences)
        select s.portfolio_id, s.partition, s.state::json, s.sequences::json
          from unnest(portfolio_ids, portfolio_partitions, states, sequence_counts)
               as s(portfolio_id, partition, state, sequences)
         where s.state is not null
            on conflict (portfolio_id) do update
           set partition = excluded.partition, state = excluded.state, sequences = excluded.sequences;
        if array_position(states, null) is not null then
            update portfolio_state known
               set sequences = s.sequences::json
              from unnest(portfolio_ids, states, sequence_counts) as s(portfolio_id, state, sequences)
             where s.state is null and known.portfolio_id = s.portfolio_id;
        end if;
    end if;

    if cardinality(seen_ids) > 0 then
        insert into seen_id (natural_id, digest)
        select * from unnest(seen_ids, seen_digests)
            on conflict do nothing;
    end if;

    if cardinality(frame_partitions) > 0 then
        insert into outbox (partition, frame_no, frame)
        select * from unnest(frame_partitions, frame_nos, frames);
    end if;

    if cardinality(published_partitions) > 0 then
        delete from outbox o
         using unnest(published_partitions, published_nos) as p(partition, frame_no)
         where o.partition = p.partition and o.frame_no = p.frame_no;
    end if;
end
$$;
