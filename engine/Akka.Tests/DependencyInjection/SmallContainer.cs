using Microsoft.Extensions.DependencyInjection;

namespace Akka.Tests.DependencyInjection;

/// <summary>A container of two services: one for all, and one for each scope, which is disposed of with it.</summary>
internal sealed class SmallContainer : IServiceProvider, IServiceScopeFactory, IServiceScope
{
    private readonly Shared _shared;
    private Scoped? _scoped;

    public SmallContainer()
        : this(new Shared())
    {
    }

    private SmallContainer(Shared shared)
    {
        _shared = shared;
    }

    public IServiceProvider ServiceProvider => this;

    public object? GetService(Type serviceType) =>
        serviceType == typeof(Shared) ? _shared
        : serviceType == typeof(Scoped) ? _scoped ??= new Scoped()
        : serviceType == typeof(Fresh) ? new Fresh()
        : serviceType == typeof(IServiceScopeFactory) ? this
        : null;

    public IServiceScope CreateScope() => new SmallContainer(_shared);

    public void Dispose() => _scoped?.Dispose();

    public sealed class Shared;

    public sealed class Fresh;

    public sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
