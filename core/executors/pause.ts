/** Waits, but not past an abort or past the settling of `unless`. Leaves no timer and no listener behind. */
export function pause(ms: number, signal: AbortSignal, unless?: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
    unless?.then(wake, wake);
  });
}
