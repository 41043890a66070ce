const ZONES = ['Europe/London', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

const TEAMS = 50;
const AGENTS_PER_TEAM = 20;

/** A roster of 50 teams and 1,000 agents, as written: weeks, nights and weekends, overrides, routes, five time zones. */
export function largeRoster(): object {
  const agents = Array.from({ length: TEAMS * AGENTS_PER_TEAM }, (_, index) => [
    agentId(index),
    { name: `Agent Number ${String(index)}`, phone: `+447700900${String(index).padStart(3, '0')}` },
  ]);
  const teams = Array.from({ length: TEAMS }, (_, index) => [`team${String(index)}`, team(index)]);
  const routes = Array.from({ length: TEAMS }, (_, index) => ({
    alarm: [`service-${String(index)}-*`, `*-replica-${String(index)}`],
    team: `team${String(index)}`,
  }));
  return { timezone: 'UTC', agents: Object.fromEntries(agents), teams: Object.fromEntries(teams), routes };
}

function agentId(index: number): string {
  return `agent${String(index)}`;
}

function team(index: number): object {
  const members = Array.from({ length: AGENTS_PER_TEAM }, (_, member) => agentId(index * AGENTS_PER_TEAM + member));
  return {
    name: `Team Number ${String(index)}`,
    timezone: ZONES[index % ZONES.length],
    rotations: [
      { agents: members.slice(0, 12), start: '2026-01-05 09:00', every: '1 week' },
      { agents: members.slice(6, 18), start: '2026-01-05 18:00', every: '1 day', only: '18:00 - 09:00' },
      { agents: members.slice(10), start: '2026-01-09 18:00', every: '1 week', only: 'Fri 18:00 - Mon 09:00' },
    ],
    overrides: [
      { out: members[0], in: members[19], from: '2026-12-24 09:00', to: '2026-12-27 09:00', why: 'holiday' },
      { in: members[5], from: '2027-01-02 12:00', to: '2027-01-02 20:00' },
    ],
    escalation: { order: ['on-call', 'next', 'next', members[1], 'everyone'], maxCalls: 4 },
  };
}
