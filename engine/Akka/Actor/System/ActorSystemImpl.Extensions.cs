using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorSystemImpl
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    /// <inheritdoc/>
    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        var type = extension.ExtensionType;
        return Made(type, _extensions.GetOrAdd(
            type,
            static (_, state) => new Lazy<object>(
                () => state.extension.CreateExtension(state.system), LazyThreadSafetyMode.ExecutionAndPublication),
            (extension, system: (ExtendedActorSystem)this)));
    }

    /// <inheritdoc/>
    public override object GetExtension(IExtensionId extensionId) =>
        TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : RegisterExtension(extensionId);

    /// <inheritdoc/>
    public override T GetExtension<T>() => TryGetExtension<T>(out var extension)
        ? extension
        : throw new InvalidOperationException($"No extension of type {typeof(T)} is registered");

    /// <inheritdoc/>
    public override bool HasExtension(Type type) =>
        typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    /// <inheritdoc/>
    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    /// <inheritdoc/>
    public override bool TryGetExtension(Type extensionType, [MaybeNullWhen(false)] out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? Made(extensionType, lazy) : null;
        return extension is not null;
    }

    /// <inheritdoc/>
    public override bool TryGetExtension<T>([MaybeNullWhen(false)] out T extension)
    {
        extension = TryGetExtension(typeof(T), out var found) ? (T)found : null;
        return extension is not null;
    }

    // A failure is told to all who wait for it and then forgotten: what was missing may be there the next time.
    private object Made(Type type, Lazy<object> extension)
    {
        try
        {
            return extension.Value;
        }
        catch
        {
            _extensions.TryRemove(new KeyValuePair<Type, Lazy<object>>(type, extension));
            throw;
        }
    }

    private IEnumerable<object> LoadedExtensions() =>
        _extensions.Values.Where(e => e.IsValueCreated).Select(e => e.Value);

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = Type.GetType(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type))
            {
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }

            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
            }
            catch (Exception e)
            {
                Log.Error(e, "While trying to load extension [{0}], skipping...", name);
            }
        }
    }
}

/// <summary>Prints the tree of actors.</summary>
internal static class ActorTreePrinter
{
    public static string Print(IInternalActorRef root)
    {
        var text = new System.Text.StringBuilder();
        Print(root, string.Empty, text);
        return text.ToString();
    }

    private static void Print(IInternalActorRef actor, string indent, System.Text.StringBuilder text)
    {
        var type = (actor as LocalActorRef)?.Cell.Props.Type.Name ?? actor.GetType().Name;
        text.Append(indent).Append("-> ").Append(actor.Path.Name).Append(' ').Append(type).Append('\n');
        if (actor is ActorRefWithCell { } local)
        {
            foreach (var child in local.Children.OrderBy(c => c.Path.Name, StringComparer.Ordinal))
            {
                Print((IInternalActorRef)child, indent + "   | ", text);
            }
        }
    }
}
