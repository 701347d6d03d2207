import { describeNotebooks } from "./course.ts";

describeNotebooks("3-multiscale");
