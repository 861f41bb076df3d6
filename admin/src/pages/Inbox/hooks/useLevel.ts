import { useEffect, useState } from 'react';

const EVERY = 100;
/** Speech at an arm's length fills about two thirds of the bar. */
const GAIN = 5;

/** How loud the microphone is, 0 to 1, ten times a second. */
export const useLevel = (stream: MediaStream | null): number => {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    setLevel(0);
    if (!stream || typeof AudioContext === 'undefined') return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      setLevel(Math.min(1, Math.sqrt(power) * GAIN));
    }, EVERY);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [stream]);
  return level;
};
