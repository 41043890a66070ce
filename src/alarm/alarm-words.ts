import { count, list, object, oneOf, optional, text, type Shape } from '../text/shape';

/** What is known of one alarm beside its state: what is said of it, and what is written. */
export interface AlarmWords {
  readonly hash: string;
  /** Name first, then what is wrong, short enough for a voice. */
  readonly summary: string;
  /** When it began, epoch milliseconds: when its state changed, or when its message came if that does not say. */
  readonly sinceMs: number;
  /** The AWS region, as plain text. */
  readonly region?: string;
  /** The number of the AWS account. */
  readonly account?: string;
  /** Which of the things that one alarm watches: `InstanceId i-0abc`. */
  readonly part?: string;
  /** The alarm of which this is a part, by its hash. */
  readonly whole?: string;
  readonly facts?: AlarmFacts;
  /** Of a few alarms it stands on the board; of more it lies beside, and may be lost. */
  readonly more?: AlarmMore;
}

/** What is told of an alarm beside its own text, in the language of the person who is told. */
export interface AlarmFacts {
  /** Nothing comes in; CloudWatch has the alarm no more; nobody knows what kind of message it was. */
  readonly is?: 'no-data' | 'deleted' | 'unknown';
  /** How many other things its message reports. */
  readonly others?: number;
  /** What was measured, where its author says nothing of it. */
  readonly figures?: Figures;
}

/** All that a message says of an alarm, for the eye. */
export interface AlarmMore {
  /** Name and description, whole, or their beginning. */
  readonly text: string;
  /** Whether there was more of it than is kept. */
  readonly isCut?: true;
  /** Why CloudWatch says that it is wrong, where `measured` does not say it. */
  readonly reason?: string;
  readonly measured?: Measured;
  /** The alarm in the AWS console. */
  readonly link?: string;
}

/** What was measured and what it should have been. */
export interface Measured extends Figures {
  /** The dimensions: `InstanceId i-0abc, Device xvda`; may be empty. */
  readonly of: string;
}

/** The same without what was measured of. */
export interface Figures {
  /** Empty when it is not known. */
  readonly metric: string;
  /** As CloudWatch names it: `Bytes`, `Percent`; absent when it is not known. */
  readonly unit?: string;
  readonly value: number;
  /** How the value stands to the limits: above or below the first, or outside of the two. */
  readonly sign: '>' | '>=' | '<' | '<=' | 'outside';
  readonly limits: readonly number[];
}

/** What is said about the alarms of one incident. */
export interface IncidentWords {
  /** Its id. */
  readonly incident: string;
  readonly alarms: readonly AlarmWords[];
}

const isFigure: Shape<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);

/** The shapes of the parts of `Figures`. */
const FIGURES = {
  metric: text(),
  unit: optional(text()),
  value: isFigure,
  sign: oneOf('>', '>=', '<', '<=', 'outside'),
  limits: list(isFigure),
};

/** Whether what was read from beyond this process is that. */
export const isFacts = object<AlarmFacts>({
  is: optional(oneOf('no-data', 'deleted', 'unknown')),
  others: optional(count),
  figures: optional(object<Figures>(FIGURES)),
});

/** Whether this is what {@link AlarmMore} says, as it was stored. */
export const isMore = object<AlarmMore>({
  text: text(),
  isCut: optional((value): value is true => value === true),
  reason: optional(text()),
  measured: optional(object<Measured>({ ...FIGURES, of: text() })),
  link: optional(text()),
});
