/** Okabe and Ito: told apart under every common colour vision. */
export const blue = "#0072B2";
export const orange = "#D55E00";
export const grey = "#767676";

/** Of a panel, in pixels. */
export const panelSize = 300;
