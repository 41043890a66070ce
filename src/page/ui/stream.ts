import type { Answer, News, Order } from '../world';

/** How the page stands with its server. */
export type Link =
  | { readonly is: 'first' | 'open' }
  /** The server does not answer. */
  | { readonly is: 'gone' }
  /** It answers, and refuses. */
  | { readonly is: 'refused'; readonly why: string };

const AGAIN_MS = 1500;

const KINDS: readonly News['is'][] = ['world', 'phones', 'runs', 'steps'];

/** Listens to the server for as long as the page is open, over and over when the stream breaks. */
export function listen(heard: (news: News) => void, stands: (link: Link) => void): void {
  const source = new EventSource('events');
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }: MessageEvent<string>) => heard(JSON.parse(data) as News));
  }
  source.addEventListener('open', () => stands({ is: 'open' }));
  source.addEventListener('error', () => {
    source.close();
    void again(heard, stands);
  });
}

/** A stream that is refused says nothing of why; an order does. */
async function again(heard: (news: News) => void, stands: (link: Link) => void): Promise<void> {
  const answer = await order({ do: 'hello' });
  if ('problem' in answer) stands(answer.problem === GONE ? { is: 'gone' } : { is: 'refused', why: answer.problem });
  setTimeout(() => listen(heard, stands), AGAIN_MS);
}

const GONE = 'The server does not answer, so nothing was done.';

/** Has the server do something. Never rejects: what went wrong is the answer's problem. */
export async function order(what: Order): Promise<Answer> {
  try {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch('order', { method: 'POST', headers, body: JSON.stringify(what) });
    return (await reply.json()) as Answer;
  } catch {
    return { problem: GONE };
  }
}
