/** The ring of a phone, made of two tones, and the voice of the browser where it has one. */

let context: AudioContext | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

const EVERY_MS = 3000;

/** Browsers let a page make a sound only after the person has done something on it. */
export function allowSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

export function ring(isOn: boolean): void {
  if (isOn === (timer !== undefined)) return;
  clearInterval(timer);
  timer = undefined;
  if (!isOn) return;
  burst();
  timer = setInterval(burst, EVERY_MS);
}

function burst(): void {
  if (context?.state !== 'running') return;
  for (const start of [0, 0.6]) {
    for (const frequency of [400, 450]) tone(context, frequency, context.currentTime + start);
  }
}

function tone(made: AudioContext, frequency: number, at: number): void {
  const [oscillator, gain] = [made.createOscillator(), made.createGain()];
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.06, at + 0.03);
  gain.gain.setValueAtTime(0.06, at + 0.37);
  gain.gain.linearRampToValueAtTime(0, at + 0.4);
  oscillator.connect(gain).connect(made.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.4);
}

export const canSpeak = 'speechSynthesis' in globalThis;

export function speak(text: string, language: string): void {
  if (!canSpeak) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language;
  speechSynthesis.speak(said);
}

export function stopSpeaking(): void {
  if (canSpeak) speechSynthesis.cancel();
}
