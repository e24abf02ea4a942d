using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>A fitted model and how the fit went.</summary>
/// <param name="Model">For features as they were given, not standardised.</param>
/// <param name="StandardErrors">Of the coefficients, from the penalised curvature; 0 where a feature never
/// changes.</param>
/// <param name="LogLikelihood">Without the penalty, in nats; at most 0.</param>
/// <param name="Steps">Newton steps taken.</param>
/// <param name="HasConverged">False when the steps ran out; the model is then the best one found.</param>
public sealed record LogisticFit(
    LogisticModel Model,
    ImmutableArray<double> StandardErrors,
    double LogLikelihood,
    int Steps,
    bool HasConverged);
