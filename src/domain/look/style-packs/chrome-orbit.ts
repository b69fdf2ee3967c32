import type { StylePack } from './style-pack.ts';

export const CHROME_ORBIT: StylePack = {
  id: 'chrome-orbit',
  version: 1,
  title: 'Chrome orbit',
  description: 'A gleaming future seen from the dance floor. For disco, techno and hyperpop.',
  parts: {
    look: 'a gleaming retro-future among mirrors and stars',
    palette: 'chrome silver, ultraviolet and hot orange',
    lens: 'a fisheye lens near polished surfaces',
    light: 'hard rim light, sweeping reflections, prism flares',
    filmStock: 'glossy video with bloom and faint scan lines',
    negative: 'rust, wood, natural landscape',
  },
};
