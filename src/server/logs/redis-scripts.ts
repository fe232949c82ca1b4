/**
 * The scripts of a log in Redis. Redis runs each one without another command in between.
 *
 * Keys: a hash with `epoch`, `last` and `run`; a stream whose IDs are `<milliseconds of the epoch>-<sequence>`.
 */

/**
 * Reads the log, and gives it another epoch if events were lost. Arguments 1 to 4: a random suffix, the epoch and
 * sequence that this process saw last, and `appendfsync` of Redis. Events may be lost if
 * - the hash is missing: a new log, or one after `FLUSHALL`;
 * - the last sequence is lower than one that was seen: Redis started from an older file, or a replica took over;
 * - Redis was started again, unless it writes each event to its append-only file before it answers;
 * - a replica took over: what it had not received yet is lost.
 */
const OPEN = `
local random, seenEpoch, seenLast, fsync = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local epoch, last, run = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'last', 'run'))
last = tonumber(last or '0')
local function info(section, field)
  local text = redis.pcall('INFO', section)
  return type(text) == 'string' and string.match(text, field .. ':(%w+)') or ''
end
local runs = info('server', 'run_id')
local lost = not epoch or (epoch == seenEpoch and last < seenLast)
  or (runs ~= run and (fsync ~= 'always' or info('persistence', 'aof_enabled') ~= '1'
    or string.find(info('replication', 'master_replid2'), '[^0]') ~= nil))
if lost then
  local time = redis.call('TIME')
  local ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  for _, old in ipairs({epoch or '', seenEpoch}) do
    if old ~= '' then ms = math.max(ms, tonumber(string.sub(old, 1, 15)) + 1) end
  end
  if epoch == seenEpoch then last = math.max(last, seenLast) end
  epoch = string.format('%015.0f', ms) .. random
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'last', last, 'run', runs)
elseif runs ~= run then
  redis.call('HSET', KEYS[1], 'run', runs)
end
local ms = string.format('%.0f', tonumber(string.sub(epoch, 1, 15)))
`;

/** The sequence of an entry of the stream. */
const SEQUENCE = `local function sequenceOf(entry) return tonumber(string.match(entry[1], '-(%d+)$')) end\n`;

/** Gives the epoch, the oldest sequence and the last one. */
export const STATE = `${OPEN}${SEQUENCE}
local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
return {epoch, first and sequenceOf(first) or last + 1, last}
`;

/**
 * Stores events once. Key 3 holds the sequence of an append under its ID. Arguments 5 to 7: how many seconds the ID is
 * kept, the events' times, the events. Gives the epoch, the sequence of this append and the last one.
 */
export const APPEND = `${OPEN}
local known = redis.call('GET', KEYS[3])
if known then return {epoch, tonumber(known), last} end
local times, events = cjson.decode(ARGV[6]), cjson.decode(ARGV[7])
for index, event in ipairs(events) do
  last = last + 1
  redis.call('XADD', KEYS[2], ms .. '-' .. string.format('%.0f', last), 'at', times[index], 'event', event)
end
redis.call('HSET', KEYS[1], 'last', last)
redis.call('SET', KEYS[3], last, 'EX', ARGV[5])
return {epoch, last, last}
`;

/** Argument 5: a sequence. 6: the limit. Gives the entries of the stream after it. */
export const READ = `${OPEN}
return redis.call('XRANGE', KEYS[2], '(' .. ms .. '-' .. ARGV[5], '+', 'COUNT', ARGV[6])
`;

/** Argument 5: the time in seconds. Deletes the entries before the first one that is as new as that. */
export const COMPACT = `${OPEN}
local from = '-'
while true do
  local entries = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 200)
  if #entries == 0 then return redis.call('DEL', KEYS[2]) end
  for _, entry in ipairs(entries) do
    if tonumber(entry[2][2]) >= tonumber(ARGV[5]) then return redis.call('XTRIM', KEYS[2], 'MINID', entry[1]) end
    from = '(' .. entry[1]
  end
end
`;
