using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests;

/// <summary>Which members a text has and how long they are.</summary>
public sealed class CSharpOutlineSpecs
{
    [Fact]
    public void Members_are_found_with_their_type_and_length()
    {
        var members = MembersOf(
            """
            namespace A.B;

            [Some(typeof(int[]))]
            public sealed class Outer<T>(int size) : Base(size), IThing<T>
                where T : class, new()
            {
                private readonly Func<int, int> _f = x => { return x; };
                /// <summary>Text with { a brace.</summary>
                [Fact]
                public void First<U>(U a, int b = 3)
                    where U : struct
                {
                    if (b > 2) { Go($"{a}"); }
                }

                public int Second => _f(1) switch
                {
                    _ => 3,
                };

                public int Third { get; init; } = 4;

                public static bool operator ==(Outer<T> l, Outer<T> r) => true;
                private sealed record Inner(int X)
                {
                    public int Twice() => 2 * X;
                }
            }
            """);
        Assert.Equal(
            ["Outer.First 5", "Outer.Second 4", "Outer.Third 1", "Outer. 1", "Inner.Twice 1"],
            members.Select(m => $"{m.Type}.{m.Name} {m.Lines}"));
        Assert.Equal(10, members[0].StartLine);
        Assert.Contains("[Fact]", members[0].Header, StringComparison.Ordinal);
        Assert.Contains("Go(", members[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constructor_and_a_property_with_bodies_are_members()
    {
        var members = MembersOf("struct S { S(int a) : this() { } int P { get { return 1; } set { } } enum E { A } }");
        Assert.Equal(["S.S", "S.P"], members.Select(m => $"{m.Type}.{m.Name}"));
    }

    private static IReadOnlyList<Member> MembersOf(string text) =>
        CSharpOutline.MembersOf(new SourceFile("src/X.cs", text));
}
