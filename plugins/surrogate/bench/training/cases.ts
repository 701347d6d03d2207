/** The networks that are trained; `peer.py` has the same. */
export const caseNames = ["mlp", "pinn", "conv", "unet", "fno", "transformer"] as const as readonly string[];
