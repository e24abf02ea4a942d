namespace Akka.Streams.Implementation
{
    /// <summary>The immutable blueprint of a graph.</summary>
    public interface IModule
    {
        Shape Shape { get; }

        Attributes Attributes { get; }
    }
}

namespace Akka.Streams.Implementation.Modules
{
    /// <summary>
    /// A node of a blueprint. Nodes are shared between graphs and never copied: inside a composition a child is known
    /// by its place, not by the identity of its ports, so one stage may be used twice in one graph.
    /// </summary>
    internal abstract class Module : IModule
    {
        protected Module(Shape shape, Attributes attributes)
        {
            Shape = shape;
            Attributes = attributes;
        }

        public Shape Shape { get; }

        public Attributes Attributes { get; private set; }

        public Module WithAttributes(Attributes attributes)
        {
            var copy = (Module)MemberwiseClone();
            copy.Attributes = attributes;
            return copy;
        }

        public Module AddAttributes(Attributes attributes) => WithAttributes(Attributes.And(attributes));
    }
}
