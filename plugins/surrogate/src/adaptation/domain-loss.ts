import { add, logSigmoid, mean, multiply, negative, type Operand, type Tensor } from "@mesoscope/tensor";
import { reverseGradient } from "./reverse-gradient.js";

/**
 * How badly a classifier tells features of the target domain from those of the source: the mean of both domains' cross
 * entropies, in nats; log 2 where it cannot. Added to the loss of the task, it trains the classifier to tell them apart,
 * and by reversed gradients the features to be alike in both domains (DANN).
 *
 * @param classify the logit of "is of the target" for each row of features
 * @param source features of rows of the source, of shape [n, d]
 * @param target features of rows of the target, of shape [m, d]
 * @param strength of the reversed gradients, 1 unless given; usually it grows from 0
 *
 * @example
 * import { evaluate, sum } from "@mesoscope/tensor";
 *
 * const loss = evaluate((a, b) => domainLoss((features) => sum(features, 1), a, b), [[-20], [-30]], [[20], [30]]);
 * loss.data[0] < 1e-8; // true
 *
 * @see Ganin et al., Domain-adversarial training of neural networks, JMLR 17 (2016), equations 9 to 13
 */
export function domainLoss(
  classify: (features: Tensor) => Tensor,
  source: Tensor,
  target: Tensor,
  strength: Operand = 1,
): Tensor {
  const logits = (features: Tensor) => classify(reverseGradient(features, strength));
  const ofSource = mean(logSigmoid(negative(logits(source))));
  const ofTarget = mean(logSigmoid(logits(target)));
  return multiply(-0.5, add(ofSource, ofTarget));
}
