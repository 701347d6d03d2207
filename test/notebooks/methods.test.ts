import { describeNotebooks } from "./course.ts";

describeNotebooks("2-methods");
