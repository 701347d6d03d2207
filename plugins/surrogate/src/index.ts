export { type AdaptStatisticsOptions, adaptStatistics } from "./adaptation/adapt-statistics.js";
export { type Coral, type CoralOptions, coral, type FittedCoral, loadCoral } from "./adaptation/coral.js";
export { domainLoss } from "./adaptation/domain-loss.js";
export {
  type Adapters,
  type LowRankAdaptersOptions,
  lowRankAdapters,
  withAdapters,
} from "./adaptation/low-rank-adapters.js";
export { type ParameterGroups, parameterGroups } from "./adaptation/parameter-groups.js";
export { reverseGradient } from "./adaptation/reverse-gradient.js";
export { type ParameterChange, type TransferReport, transferReport } from "./adaptation/transfer-report.js";
export type { CompressionReport, TensorCompression } from "./compression/compression-report.js";
export { type Distillation, distil } from "./compression/distil.js";
export { type Pruned, prune } from "./compression/prune.js";
export { type Quantized, type QuantizedTensor, quantize } from "./compression/quantize.js";
export { loadOnnxNetwork, OnnxNetwork, type OnnxNetworkData, onnxNetwork } from "./exchange/onnx-network.js";
export type { Attribution, Explained } from "./explanation/attribution.js";
export { featureAttribution } from "./explanation/feature-attribution.js";
export { type IntegratedGradientsOptions, integratedGradients } from "./explanation/integrated-gradients.js";
export { type OcclusionOptions, occlusion } from "./explanation/occlusion.js";
export { saliency } from "./explanation/saliency.js";
export type { Aggregator } from "./federated/aggregation/aggregator.js";
export { coordinateMedian } from "./federated/aggregation/coordinate-median.js";
export { fedAvg } from "./federated/aggregation/fed-avg.js";
export { type FedProxOptions, fedProx } from "./federated/aggregation/fed-prox.js";
export { type TrimmedMeanOptions, trimmedMean } from "./federated/aggregation/trimmed-mean.js";
export { federate } from "./federated/federate.js";
export type { FederatedPrivacy, FederateOptions } from "./federated/federate-options.js";
export type {
  ConfigurationValue,
  EvaluationReply,
  FederatedClient,
  TrainingReply,
  TrainingRequest,
} from "./federated/federated-client.js";
export type { FederatedResult, RoundReport } from "./federated/federated-result.js";
export type { FlowerNode, NodeAnswer } from "./federated/flower/flower-node.js";
export { type JoinFlowerOptions, joinFlower } from "./federated/flower/join-flower.js";
export type { NamedArrayInput, NamedArrays } from "./federated/named-arrays.js";
export { type NoiseMultiplierOptions, noiseMultiplierFor } from "./federated/privacy/noise-multiplier-for.js";
export {
  type PrivacyAccountantOptions,
  type PrivacySpent,
  privacyAccountant,
} from "./federated/privacy/privacy-accountant.js";
export type { ClientUpdate } from "./federated/read-reply.js";
export type { LeftOut } from "./federated/run-clients.js";
export { SecureClient } from "./federated/secure/secure-client.js";
export type { MaskedVector, PublicKeys, RevealedShares, SealedShares } from "./federated/secure/secure-messages.js";
export type { SecureAggregationOptions } from "./federated/secure/secure-options.js";
export { SecureServer } from "./federated/secure/secure-server.js";
export type { Share } from "./federated/secure/shamir.js";
export { type ActivationName, activation } from "./layers/activation.js";
export { type AttentionOptions, attention } from "./layers/attention.js";
export { type ConvolutionLayerOptions, convolution } from "./layers/convolution.js";
export { coordinates } from "./layers/coordinates.js";
export { type DenseOptions, dense } from "./layers/dense.js";
export { type DropoutOptions, dropout } from "./layers/dropout.js";
export { type EmbeddingOptions, embedding } from "./layers/embedding.js";
export { equivariantMessagePassing } from "./layers/equivariant-message-passing.js";
export { exchangeAxes } from "./layers/exchange-axes.js";
export { flatten } from "./layers/flatten.js";
export { type FourierFeaturesOptions, fourierFeatures } from "./layers/fourier-features.js";
export type { Graphs, PlacedGraphs } from "./layers/graph.js";
export { gru } from "./layers/gru.js";
export {
  type Context,
  defineLayer,
  type Layer,
  type LayerData,
  type Shapes,
  type SummingLayer,
} from "./layers/layer.js";
export { lstm } from "./layers/lstm.js";
export { type MessagePassingOptions, messagePassing } from "./layers/message-passing.js";
export { type MlpLayersOptions, mlpLayers } from "./layers/mlp-layers.js";
export { type NeuralOdeOptions, neuralOde } from "./layers/neural-ode.js";
export { nodeMean } from "./layers/node-mean.js";
export { groupNorm, layerNorm } from "./layers/normalization.js";
export { type OnPartOptions, onlyPart, onPart } from "./layers/on-part.js";
export { type GraphInput, type PackedGraphs, packGraphs } from "./layers/pack-graphs.js";
export { type ParallelOptions, parallel, residual, withInput } from "./layers/parallel.js";
export { countParameters, type ParameterTree } from "./layers/parameter-tree.js";
export { patches } from "./layers/patches.js";
export { type PeriodicFeaturesOptions, periodicFeatures } from "./layers/periodic-features.js";
export { globalMean, maxPool, meanPool, type PoolOptions } from "./layers/pooling.js";
export { positions } from "./layers/positions.js";
export { type RandomFeaturesOptions, randomFeatures } from "./layers/random-features.js";
export type { RecurrentOptions } from "./layers/recurrent-layer.js";
export { reshapeTo } from "./layers/reshape-to.js";
export { type RowShapes, rowShapes } from "./layers/row-shapes.js";
export { type Chain, sequential } from "./layers/sequential.js";
export type { PerAxis } from "./layers/spatial.js";
export { type SpectralConvolutionOptions, spectralConvolution } from "./layers/spectral-convolution.js";
export { type TanhLayersOptions, tanhLayers } from "./layers/tanh-layers.js";
export { type TransformerBlockOptions, transformerBlock } from "./layers/transformer-block.js";
export { type TransposedConvolutionOptions, transposedConvolution } from "./layers/transposed-convolution.js";
export { type UpsampleOptions, upsample } from "./layers/upsample.js";
export { type AsppOptions, aspp } from "./networks/aspp.js";
export { type AutoencoderOptions, autoencoder, imageDecoder, imageEncoder } from "./networks/autoencoder.js";
export { type DeepOperatorOptions, deepOperator, type OperatorInput } from "./networks/deep-operator.js";
export { type Diffusion, type DiffusionOptions, diffusion, type SampleOptions } from "./networks/diffusion.js";
export { type FeaturePyramidOptions, featurePyramid } from "./networks/feature-pyramid.js";
export { type FourierOperatorOptions, fourierOperator } from "./networks/fourier-operator.js";
export { equivariantGraphNetwork, type GraphNetworkOptions, graphNetwork } from "./networks/graph-network.js";
export { loadLayer } from "./networks/load-layer.js";
export { type MultiScaleDenseOptions, multiScaleDense } from "./networks/multi-scale-dense.js";
export {
  type NormalizedRows,
  type NormalizingFlow,
  type NormalizingFlowOptions,
  normalizingFlow,
} from "./networks/normalizing-flow.js";
export { type RecurrentNetworkOptions, recurrent } from "./networks/recurrent.js";
export { type TransformerOptions, transformer } from "./networks/transformer.js";
export { type UnetOptions, unet } from "./networks/unet.js";
export {
  type Variational,
  type VariationalAutoencoderOptions,
  variationalAutoencoder,
  variationalLoss,
} from "./networks/variational-autoencoder.js";
export { type BoundaryOptions, boundary } from "./physics-informed/conditions/boundary.js";
export type { Condition, ConditionOptions } from "./physics-informed/conditions/condition.js";
export { type DataOptions, data } from "./physics-informed/conditions/data.js";
export { initial } from "./physics-informed/conditions/initial.js";
export { ball } from "./physics-informed/domains/ball.js";
export { box } from "./physics-informed/domains/box.js";
export { difference } from "./physics-informed/domains/difference.js";
export type { BoundaryPoints, Domain, DrawOptions } from "./physics-informed/domains/domain.js";
export { product } from "./physics-informed/domains/product.js";
export { type TriangleMeshOptions, triangleMesh } from "./physics-informed/domains/triangle-mesh.js";
export { union } from "./physics-informed/domains/union.js";
export { type Causality, type CausalityOptions, causality } from "./physics-informed/fit/causality.js";
export type { RoundRecord } from "./physics-informed/fit/fit.js";
export type { Differentiate, FormulaFunction } from "./physics-informed/mathematics/formula.js";
export type { PhysicsInformedModel } from "./physics-informed/model/physics-informed-model.js";
export type { Coefficient, UnknownOptions } from "./physics-informed/model/unknowns.js";
export {
  type PhysicsInformed,
  type PhysicsInformedOptions,
  physicsInformed,
  type Reference,
} from "./physics-informed/physics-informed.js";
export type { Asked, Bounds, Inputs, Named } from "./study/inputs.js";
export type { EstimatorScore, Estimators } from "./study/learn.js";
export { type LoadSurrogateStudyOptions, loadSurrogateStudy } from "./study/load-surrogate-study.js";
export type { Run, Simulation, SimulatorOutput } from "./study/simulate.js";
export type { SpeedUp } from "./study/speed-up.js";
export { type SurrogateOptions, surrogate } from "./study/surrogate.js";
export type { Round, SurrogateStudy } from "./study/surrogate-study.js";
export { applyOn } from "./training/apply-on.js";
export { loadNeuralNetwork } from "./training/load-neural-network.js";
export { binaryCrossEntropy, type LossName, meanSquare, relativeError } from "./training/losses.js";
export { type MlpOptions, mlp } from "./training/mlp.js";
export { NetworkModel, type NetworkModelData } from "./training/network-model.js";
export {
  type NetworkTrainingOptions,
  type NeuralNetwork,
  type NeuralNetworkOptions,
  neuralNetwork,
} from "./training/neural-network.js";
export { type EpochLoss, type Trained, train } from "./training/train.js";
export type { TrainOptions, UpdateRule } from "./training/train-options.js";
export type { Loss, Rows, TrainingTask } from "./training/training-task.js";
export {
  type ConformalIntervals,
  type ConformalIntervalsOptions,
  conformalIntervals,
} from "./uncertainty/conformal-intervals.js";
export { ConformalIntervalsModel } from "./uncertainty/conformal-intervals-model.js";
export { ConformalIntervalsPredictive } from "./uncertainty/conformal-intervals-predictive.js";
export { type DeepEnsemble, type DeepEnsembleOptions, deepEnsemble } from "./uncertainty/deep-ensemble.js";
export { DeepEnsembleModel } from "./uncertainty/deep-ensemble-model.js";
export {
  type GaussianProcessLastLayerOptions,
  gaussianProcessLastLayer,
} from "./uncertainty/gaussian-process-last-layer.js";
export type { LastLayer } from "./uncertainty/last-layer.js";
export { lastLayerLaplace } from "./uncertainty/last-layer-laplace.js";
export { LastLayerModel } from "./uncertainty/last-layer-model.js";
export { loadConformalIntervals } from "./uncertainty/load-conformal-intervals.js";
export { loadDeepEnsemble } from "./uncertainty/load-deep-ensemble.js";
export { loadLastLayer } from "./uncertainty/load-last-layer.js";
export { domainOf, RowsDomain } from "./uncertainty/rows-domain.js";
