// One sound and one vibration for each verdict: 1 short, 1 long, 2 short.

/**
 * Tones of each verdict: hertz, start and length in seconds.
 *
 * @type {Record<import("./admission.js").Verdict, [number, number, number][]>}
 */
const SOUNDS = {
  admit: [
    [880, 0, 0.12],
    [1318.5, 0.1, 0.16],
  ],
  refuse: [[196, 0, 0.55]],
  ask: [
    [587.3, 0, 0.12],
    [587.3, 0.22, 0.12],
  ],
};
const VIBRATIONS = { admit: [80], refuse: [500], ask: [80, 120, 80] };

/** @type {AudioContext | null} */
let audio = null;

/** Start the audio, which browsers allow only after a touch. */
export function unlockSound() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

/**
 * Play the sound and the vibration of a verdict.
 *
 * @param {import("./admission.js").Verdict} verdict
 */
export function signal(verdict) {
  navigator.vibrate?.(VIBRATIONS[verdict]);
  if (audio?.state !== "running") return;
  for (const [frequency, start, length] of SOUNDS[verdict]) tone(audio, frequency, audio.currentTime + start, length);
}

/**
 * @param {AudioContext} context
 * @param {number} frequency
 * @param {number} start
 * @param {number} length
 */
function tone(context, frequency, start, length) {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = frequency < 300 ? "sawtooth" : "sine";
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.5, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}
