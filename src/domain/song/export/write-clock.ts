/** Seconds as `mm:ss.xx`, for LRC; minutes grow beyond 99. */
export function lrcClock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const whole = Math.floor(hundredths / 100);
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}.${two(hundredths % 100)}`;
}

/** Seconds as `hh:mm:ss.mmm`, with the comma of SRT or the dot of WebVTT. */
export function cueClock(seconds: number, separator: ',' | '.'): string {
  const milliseconds = Math.round(seconds * 1000);
  const whole = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(whole / 60);
  const fraction = String(milliseconds % 1000).padStart(3, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(whole % 60)}${separator}${fraction}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
