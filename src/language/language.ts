/** What people can be called and texted in, by BCP 47. The first is spoken where a roster says nothing. */
export const LANGUAGES = ['en', 'ja', 'de', 'fr', 'es', 'pt-BR'] as const;

export type Language = (typeof LANGUAGES)[number];

export const USUAL_LANGUAGE = 'en' satisfies Language;

/** How a person is spoken to and written to. */
export interface Manner {
  readonly language: Language;
  /** One of `VOICES`, which speaks that language. */
  readonly voice: string;
}
