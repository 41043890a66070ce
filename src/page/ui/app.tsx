import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Answer, News, Order } from '../world';
import { AlarmPanel, QueueCard } from './alarms';
import { announcements, NOTHING_KNOWN, ringing, withNews } from './known';
import type { Known } from './known';
import { FaultsAndTime } from './faults';
import { Flow } from './flow';
import { NameDialog } from './name-dialog';
import { Duties, NowCard } from './now';
import { OnCall } from './on-call';
import { PageContext, useKept, useNow, usePage } from './page';
import type { Page } from './page';
import { PastSection } from './past';
import { Phones } from './phones';
import { RosterSection } from './roster';
import { allowSound, canSpeak, ring, stopSpeaking } from './sound';
import { listen, order } from './stream';
import type { Link } from './stream';
import { Switch } from './parts';
import { LatestSteps, Timeline } from './timeline';
import { clockWords, dayWords } from './words';

const SECTIONS = [
  { id: 'now', title: 'Now' },
  { id: 'flow', title: 'Flow' },
  { id: 'timeline', title: 'Timeline' },
  { id: 'on-call', title: 'On call' },
  { id: 'history', title: 'History' },
  { id: 'roster', title: 'Roster' },
  { id: 'faults', title: 'Faults and time' },
] as const;

type SectionId = (typeof SECTIONS)[number]['id'];

/** The sections that this world has. */
function sectionsOf({ parts }: Known): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(({ id }) => id !== 'faults' || parts.faults !== undefined);
}

export function App() {
  const [link, setLink] = useState<Link>({ is: 'first' });
  const [told, setTold] = useState<readonly Told[]>([]);
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const known = useKnown(setLink, (text) => setHeard((before) => [...before.slice(-4), { text }]));
  const [sound, setSound] = useKept('sound', 'on');
  const [voice, setVoice] = useKept('voice', 'on');
  const [quiet, setQuiet] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useKept('name', '');
  const [asking, setAsking] = useState<{ readonly order?: (as: string) => Order } | undefined>();
  const section = useSection(known);
  const isStale = useIsStale(known);

  const tell = (text: string, isProblem = false): void => {
    const one = { text, isProblem };
    setTold((before) => [...before.slice(-2), one]);
    if (!isProblem) setTimeout(() => setTold((before) => before.filter((each) => each !== one)), TOLD_MS);
  };
  const act = async (what: Order): Promise<Answer> => {
    const answer = await order(what);
    if ('problem' in answer) tell(answer.problem, true);
    else if (answer.words !== undefined) tell(answer.words);
    return answer;
  };
  const actAs = (what: (as: string) => Order): void => {
    if (me === undefined) setAsking({ order: what });
    else void act(what(me.id));
  };
  const me = known.parts.agents?.find(({ id }) => id === name);
  const page: Page = { known, act, actAs };

  const rings = ringing(known.phones)
    .flatMap(({ calls }) => calls)
    .some(({ id, state }) => state === 'ringing' && !quiet.has(id));
  useEffect(() => ring(rings && sound === 'on' && link.is === 'open'), [rings, sound, link.is]);
  useEffect(() => {
    const allow = (): void => allowSound();
    addEventListener('pointerdown', allow);
    addEventListener('keydown', allow);
  }, []);
  useEffect(() => (voice === 'on' ? undefined : stopSpeaking()), [voice]);

  const isRehearsal = known.parts.about?.world === 'rehearsal';
  const hush = (call: string): void => setQuiet((before) => new Set([...before, call]));
  return (
    <PageContext.Provider value={page}>
      <a class="skip" href="#main">
        Skip to the page’s content
      </a>
      <header class="line spread top">
        <Title known={known} />
        <div class="line">
          {me !== undefined && (
            <button type="button" class="plain" onClick={() => setAsking({})}>
              You are {me.name}
            </button>
          )}
          {isRehearsal && (
            <>
              <Switch label="Sound" isOn={sound === 'on'} set={(isOn) => setSound(isOn ? 'on' : 'off')} />
              {canSpeak && <Switch label="Voice" isOn={voice === 'on'} set={(isOn) => setVoice(isOn ? 'on' : 'off')} />}
            </>
          )}
        </div>
        <nav aria-label="Sections">
          {sectionsOf(known).map(({ id, title }) => (
            <a key={id} href={`#${id}`} aria-current={id === section ? 'page' : undefined}>
              {title}
              {id === 'roster' && known.parts.roster?.isUsable === false && <span class="gap"> has errors</span>}
            </a>
          ))}
        </nav>
      </header>
      <Standing link={link} known={known} isStale={isStale} />
      <main id="main" tabIndex={-1}>
        {known.parts.about === undefined ? (
          <p class="soft">{link.is === 'first' ? 'Loading …' : 'Nothing to show yet.'}</p>
        ) : (
          <Section id={section} isRehearsal={isRehearsal} voice={voice === 'on'} hush={hush} />
        )}
      </main>
      <div class="stack told" role="status">
        {told.map((one) => (
          <p key={one} class={one.isProblem ? 'problem' : ''}>
            {one.text}
            <button type="button" class="plain" onClick={() => setTold(told.filter((each) => each !== one))}>
              Dismiss
            </button>
          </p>
        ))}
      </div>
      <div class="unseen" aria-live="assertive">
        {heard.map((one) => (
          <p key={one}>{one.text}</p>
        ))}
      </div>
      {asking !== undefined && (
        <NameDialog
          chosen={(as) => {
            setName(as);
            setAsking(undefined);
            if (asking.order !== undefined) void act(asking.order(as));
          }}
          closed={() => setAsking(undefined)}
        />
      )}
    </PageContext.Provider>
  );
}

const TOLD_MS = 6000;

/** What is read out stays for a while, so that news close behind does not cut it off. */
interface Heard {
  readonly text: string;
}

interface Told {
  readonly text: string;
  readonly isProblem: boolean;
}

function useKnown(setLink: (link: Link) => void, setHeard: (text: string) => void): Known {
  const [known, setKnown] = useState(NOTHING_KNOWN);
  const latest = useRef(known);
  useEffect(() => {
    listen((news: News) => {
      const before = latest.current;
      latest.current = withNews(before, news, performance.now());
      setKnown(latest.current);
      const said = announcements(before, latest.current).slice(0, 3).join(' ');
      if (said !== '') setHeard(said);
    }, setLink);
    document.addEventListener('visibilitychange', () => {
      const stream = latest.current.parts.about?.stream;
      if (stream !== undefined) void order({ do: 'look', stream, isVisible: !document.hidden });
    });
  }, []);
  return known;
}

/** The section that the address names, or the first. */
function useSection(known: Known): SectionId {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => addEventListener('hashchange', () => setHash(location.hash)), []);
  const last = useRef<SectionId>('now');
  const named = sectionsOf(known).find(({ id }) => `#${id}` === hash);
  if (named !== undefined) last.current = named.id;
  return last.current;
}

/** Whether the server is of another build than the one that this page came from. */
function useIsStale({ parts: { about } }: Known): boolean {
  const first = useRef<string | undefined>(undefined);
  first.current ??= about?.build;
  return about !== undefined && about.build !== first.current;
}

function Title({ known }: { readonly known: Known }) {
  const { about, time } = known.parts;
  useEffect(() => {
    const open = known.parts.now?.incidents.filter(({ status }) => status !== 'taken').length ?? 0;
    document.title = open === 0 ? 'On call' : `(${open}) On call`;
  });
  return (
    <div>
      <h1>On call</h1>
      <p class="soft">
        {about?.title}
        {time !== undefined && <Clock speed={time.speed} />}
      </p>
    </div>
  );
}

function Clock({ speed }: { readonly speed: number }) {
  const now = useNow();
  return (
    <span class="figures clock">
      {dayWords(now)}, {clockWords(now)}
      {speed !== 1 && <b>{speed === 0 ? ' paused' : ` ${speed}×`}</b>}
    </span>
  );
}

/** What stands between the page and its server, if anything. */
function Standing(props: { readonly link: Link; readonly known: Known; readonly isStale: boolean }) {
  const command = props.known.parts.about?.world === 'account' ? 'npx --no oncall dashboard' : 'npm start';
  if (props.link.is === 'refused') {
    return (
      <p class="standing error" role="alert">
        {props.link.why}
      </p>
    );
  }
  if (props.link.is === 'gone') {
    return (
      <p class="standing error" role="alert">
        The server has stopped; start it again with <code>{command}</code>. What you see is how things were.
      </p>
    );
  }
  if (!props.isStale) return null;
  return (
    <p class="standing error" role="alert">
      The server is newer than this page.
      <button type="button" onClick={() => location.reload()}>
        Reload the page
      </button>
    </p>
  );
}

function Section(props: {
  readonly id: SectionId;
  readonly isRehearsal: boolean;
  readonly voice: boolean;
  readonly hush: (call: string) => void;
}) {
  switch (props.id) {
    case 'now':
      return props.isRehearsal ? <Stage voice={props.voice} hush={props.hush} /> : <Live />;
    case 'flow':
      return <Flow />;
    case 'timeline':
      return <Timeline />;
    case 'on-call':
      return <OnCall />;
    case 'history':
      return <PastSection />;
    case 'roster':
      return <RosterSection />;
    case 'faults':
      return <FaultsAndTime />;
  }
}

/** The whole product at one glance: something breaks, a phone rings, somebody has it. */
function Stage({ voice, hush }: { readonly voice: boolean; readonly hush: (call: string) => void }) {
  const { known } = usePage();
  const { samples, queue, now, onCall, agents } = known.parts;
  const alarms = useMemo(() => <AlarmPanel />, [samples]);
  const inQueue = useMemo(() => <QueueCard />, [queue]);
  const phones = useMemo(() => <Phones voice={voice} hush={hush} />, [known.phones, agents, onCall, voice]);
  const has = useMemo(() => <NowCard />, [now, agents]);
  return (
    <>
      <p class="soft">
        An alarm rings the phone of the agent on call, then the next agent’s, until somebody presses 1.
      </p>
      <div class="stage">
        <div class="stack">
          <Act number={1} title="Something breaks" />
          {alarms}
          {inQueue}
        </div>
        <div class="stack">
          <Act number={2} title="A phone rings" />
          {phones}
        </div>
        <div class="stack">
          <Act number={3} title="Somebody has it" />
          {has}
          <Duties />
        </div>
      </div>
      <LatestSteps />
      <RingingBar />
    </>
  );
}

function Act({ number, title }: { readonly number: number; readonly title: string }) {
  return (
    <p class="line act">
      <span aria-hidden="true" class="round">
        {number}
      </span>
      {title}
    </p>
  );
}

/** Where the phones are out of sight: whose rings, and the way there. */
function RingingBar() {
  const [first] = ringing(usePage().known.phones);
  return first === undefined ? null : (
    <a
      class="ringing-bar"
      href={`#phone-${first.agent}`}
      onClick={(event) => {
        event.preventDefault();
        const phone = document.querySelector<HTMLElement>(`#phone-${CSS.escape(first.agent)}`);
        phone?.scrollIntoView({ block: 'center' });
        phone?.focus({ preventScroll: true });
      }}
    >
      {first.name}’s phone rings
    </a>
  );
}

function Live() {
  return (
    <div class="account">
      <NowCard />
      <Duties />
    </div>
  );
}
