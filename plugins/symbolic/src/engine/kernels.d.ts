/** Generated from `kernels/` by the build: the module as base64. */
export declare const kernels: string;
