import { tasks } from "./tasks.ts";
import { answerWith } from "./thread-answer.ts";

export default answerWith(tasks);
