/** Generated from `kernels/` by the build: the modules without and with relaxed SIMD, as base64. */
export declare const plain: string;
export declare const relaxed: string;
