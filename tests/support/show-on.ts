const widths = { phone: 390, tablet: 800, laptop: 1280, wide: 1600 };

/** How wide the window is for media queries, from the next render on. A test file starts on a phone. */
export const showOn = (device: keyof typeof widths): void => {
  window.innerWidth = widths[device];
};
