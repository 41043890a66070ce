/** What is spoken, already rendered. */
export interface Speech {
  readonly text: string;
  readonly voice: string;
  readonly language: string;
  readonly loop: number;
}

/** Why an execution ended. */
export type EndedWhy = 'finished' | 'hung-up' | 'stopped' | 'ended-by-api';

/** What an execution wants done; every value is rendered. */
export type Effect =
  | { readonly kind: 'placeCall'; readonly timeoutSeconds: number }
  | ({ readonly kind: 'say' } & Speech)
  | ({
      readonly kind: 'gather';
      readonly timeoutSeconds: number;
      /** `undefined`: as many as are pressed. */
      readonly numberOfDigits: number | undefined;
      /** Empty: no key finishes. */
      readonly finishOnKey: string;
    } & Speech)
  | {
      readonly kind: 'runFunction';
      readonly widget: string;
      readonly url: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'httpRequest';
      readonly widget: string;
      readonly method: 'GET' | 'POST';
      readonly url: string;
      readonly contentType: string;
      readonly body: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'sendMessage'; readonly to: string; readonly from: string; readonly body: string }
  /** `detail` says what Studio's log would, for `stopped`. */
  | { readonly kind: 'end'; readonly why: EndedWhy; readonly detail?: string };
