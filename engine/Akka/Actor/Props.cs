using System.Linq.Expressions;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>
/// The recipe for an actor: its type, constructor arguments, deployment and strategy. It does not change.
/// </summary>
public class Props : IEquatable<Props>
{
    /// <summary>The recipe for no actor.</summary>
    public static readonly Props None = new EmptyProps();

    private readonly IIndirectActorProducer _producer;

    /// <summary>Makes an empty recipe.</summary>
    protected Props()
        : this(Deploy.None, new ActivatorProducer(typeof(EmptyActor), []), null)
    {
    }

    /// <summary>Copies a recipe.</summary>
    protected Props(Props copy)
        : this(copy.Deploy, copy._producer, copy.SupervisorStrategy)
    {
    }

    /// <summary>Makes a recipe from a type and its constructor's arguments.</summary>
    public Props(Type type, object[] args)
        : this(Deploy.None, new ActivatorProducer(type, args), null)
    {
    }

    /// <summary>Makes a recipe from a type with a constructor without arguments.</summary>
    public Props(Type type)
        : this(Deploy.None, new ActivatorProducer(type, []), null)
    {
    }

    /// <summary>Makes a recipe with a strategy for the actor's children.</summary>
    public Props(Type type, SupervisorStrategy? supervisorStrategy, IEnumerable<object> args)
        : this(Deploy.None, new ActivatorProducer(type, [.. args]), supervisorStrategy)
    {
    }

    /// <summary>Makes a recipe with a strategy for the actor's children.</summary>
    public Props(Type type, SupervisorStrategy? supervisorStrategy, params object[] args)
        : this(Deploy.None, new ActivatorProducer(type, args), supervisorStrategy)
    {
    }

    /// <summary>Makes a recipe with a deployment.</summary>
    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, new ActivatorProducer(type, [.. args]), null)
    {
    }

    /// <summary>Makes a recipe with a deployment.</summary>
    public Props(Deploy deploy, Type type, params object[] args)
        : this(deploy, new ActivatorProducer(type, args), null)
    {
    }

    private Props(Deploy deploy, IIndirectActorProducer producer, SupervisorStrategy? strategy)
    {
        Deploy = deploy;
        _producer = producer;
        SupervisorStrategy = strategy;
    }

    /// <summary>The recipe for an actor that handles nothing.</summary>
    public static Props Empty { get; } = Create<EmptyActor>();

    /// <summary>The constructor's arguments.</summary>
    public object[] Arguments => _producer is ActivatorProducer activator ? activator.Arguments : [];

    /// <summary>How the actor is to be deployed.</summary>
    public Deploy Deploy { get; protected set; }

    /// <summary>The strategy for the actor's children, in place of the actor's own; null for none.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>The dispatcher's id.</summary>
    public string Dispatcher =>
        Deploy.Dispatcher.Length == 0 ? Dispatch.Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    /// <summary>The mailbox's id.</summary>
    public string Mailbox => Deploy.Mailbox;

    /// <summary>The kind of router that the actor is; <see cref="NoRouter"/> for every other actor.</summary>
    public RouterConfig RouterConfig => Deploy.RouterConfig;

    /// <summary>The actor's type.</summary>
    public Type Type => _producer.ActorType;

    /// <summary>The actor's type as a string that can be read back.</summary>
    public string? TypeName => Type.AssemblyQualifiedName;

    /// <summary>Makes a recipe from a <c>new</c> expression; its arguments are evaluated now.</summary>
    public static Props Create<TActor>(
        Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression)
        {
            throw new InvalidOperationException("Cannot create Props with a conversion around the constructor.");
        }

        if (factory.Body is not NewExpression newExpression)
        {
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        }

        var args = newExpression.Arguments.Select(Evaluate).ToArray();
        return new Props(
            Deploy.None, new ActivatorProducer(typeof(TActor), args!), supervisorStrategy);
    }

    /// <summary>Makes a recipe from a type and its constructor's arguments.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase =>
        new(Deploy.None, new ActivatorProducer(typeof(TActor), args), null);

    /// <summary>Makes a recipe with a strategy for the actor's children.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() =>
        new(Deploy.None, new ActivatorProducer(typeof(TActor), []), supervisorStrategy);

    /// <summary>Makes a recipe from a type and its constructor's arguments.</summary>
    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(Deploy.None, new ActivatorProducer(type, args), null);
    }

    /// <summary>Makes a recipe from a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(Deploy.None, producer, null);

    /// <summary>The same recipe with a deployment.</summary>
    public Props WithDeploy(Deploy deploy) => Changed(copy => copy.Deploy = deploy.WithFallback(Deploy));

    /// <summary>The same recipe with a dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) =>
        Changed(copy => copy.Deploy = Deploy.WithDispatcher(dispatcher));

    /// <summary>The same recipe with a mailbox.</summary>
    public Props WithMailbox(string mailbox) => Changed(copy => copy.Deploy = Deploy.WithMailbox(mailbox));

    /// <summary>The recipe of a router whose routees are made from this one.</summary>
    public Props WithRouter(RouterConfig routerConfig) =>
        Changed(copy => copy.Deploy = Deploy.WithRouterConfig(routerConfig));

    /// <summary>The same recipe with a stash capacity.</summary>
    public Props WithStashCapacity(int stashCapacity) =>
        Changed(copy => copy.Deploy = Deploy.WithStashCapacity(stashCapacity));

    /// <summary>The same recipe with a strategy for the actor's children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy? supervisorStrategy) =>
        Changed(copy => copy.SupervisorStrategy = supervisorStrategy);

    /// <summary>Makes an instance of the actor; only the runtime may call it.</summary>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e) when (e is not ActorInitializationException)
        {
            var cause = e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: "
                + $"({string.Join(",", Arguments.Select(a => a ?? "null"))})",
                cause);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Props? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Deploy.Equals(other.Deploy)
                && Type == other.Type
                && Equals(SupervisorStrategy, other.SupervisorStrategy)
                && Arguments.SequenceEqual(other.Arguments)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Deploy, Type, Arguments.Length);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    /// <summary>A copy that <c>With...</c> may change.</summary>
    protected virtual Props Copy() => new(this);

    private static object? Evaluate(Expression expression) => expression is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)();

    private Props Changed(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }

    private sealed class EmptyProps : Props
    {
        protected override Props Copy() => new EmptyProps();
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class ActivatorProducer(Type type, object[]? args) : IIndirectActorProducer
    {
        private ActorActivator? _activator;

        public object[] Arguments { get; } = args ?? [null!];

        public Type ActorType { get; } = type;

        public ActorBase Produce() =>
            (ActorBase)(_activator ??= ActorActivator.Find(ActorType, Arguments)).CreateInstance();

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>The recipe that an ended actor holds.</summary>
public class TerminatedProps : Props
{
    /// <inheritdoc/>
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}
