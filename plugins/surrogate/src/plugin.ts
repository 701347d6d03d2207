import { definePlugin } from "@mesoscope/sdk";

export default definePlugin({ name: "surrogate", setup() {} });
