// One sound and one vibration for each verdict: 1 short, 1 long, 2 short.

const SOUNDS = {
  admit: [[880, 0, 0.12], [1318.5, 0.1, 0.16]],
  refuse: [[196, 0, 0.55]],
  ask: [[587.3, 0, 0.12], [587.3, 0.22, 0.12]],
};
const VIBRATIONS = { admit: [80], refuse: [500], ask: [80, 120, 80] };

let audio = null;

/** Browsers let a page sound only after somebody touched it. */
export function unlockSound() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

/** The sound and the vibration of a verdict. */
export function signal(verdict) {
  navigator.vibrate?.(VIBRATIONS[verdict]);
  if (audio?.state !== "running") return;
  for (const [frequency, start, length] of SOUNDS[verdict]) tone(frequency, audio.currentTime + start, length);
}

function tone(frequency, start, length) {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = frequency < 300 ? "sawtooth" : "sine";
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.5, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}
