package draft

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
)

// checkTemplates walks every branch of the templates, taken or not, for fields
// that View does not have and calls of blocks that do not exist: text/template
// itself finds them only where it happens to come by.
func checkTemplates(set *template.Template, dir string, agree *agreement) error {
	var errs []error
	for _, t := range set.Templates() {
		if t.Tree == nil || t.Tree.Root == nil {
			continue
		}
		c := checker{set: set, tree: t.Tree, agree: agree}
		c.node(t.Tree.Root, true)
		errs = append(errs, c.errs...)
	}
	for _, name := range needed {
		if set.Lookup(name) == nil {
			errs = append(errs, fmt.Errorf("%s: the block %q is missing", dir, name))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

type checker struct {
	set   *template.Template
	tree  *parse.Tree
	agree *agreement
	errs  []error
}

func (c *checker) fail(n parse.Node, format string, args ...any) {
	place, _ := c.tree.ErrorContext(n)
	if i := strings.LastIndexByte(place, ':'); i >= 0 {
		// ErrorContext counts columns from 0, editors from 1.
		if column, err := strconv.Atoi(place[i+1:]); err == nil {
			place = place[:i+1] + strconv.Itoa(column+1)
		}
	}
	c.errs = append(c.errs, fmt.Errorf("%s: %s", place, fmt.Sprintf(format, args...)))
}

// node checks one node. view says whether the dot is a View there; inside
// {{with .Role}} it is a text.
func (c *checker) node(n parse.Node, view bool) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, x := range n.Nodes {
			c.node(x, view)
		}
	case *parse.ActionNode:
		c.node(n.Pipe, view)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, x := range n.Cmds {
			c.node(x, view)
		}
	case *parse.CommandNode:
		c.forms(n)
		for _, x := range n.Args {
			c.node(x, view)
		}
	case *parse.FieldNode:
		c.field(n, n.Ident, view)
	case *parse.VariableNode:
		if n.Ident[0] == "$" && len(n.Ident) > 1 {
			c.field(n, n.Ident[1:], true)
		}
	default:
		c.branch(n, view)
	}
}

// branch checks the nodes that hold others.
func (c *checker) branch(n parse.Node, view bool) {
	switch n := n.(type) {
	case *parse.IfNode:
		c.node(n.Pipe, view)
		c.node(n.List, view)
		c.node(n.ElseList, view)
	case *parse.WithNode:
		c.node(n.Pipe, view)
		c.node(n.List, false)
		c.node(n.ElseList, view)
	case *parse.RangeNode:
		c.fail(n, "range has nothing to range over in a reply")
	case *parse.TemplateNode:
		c.node(n.Pipe, view)
		if c.set.Lookup(n.Name) == nil {
			c.fail(n, "there is no block %q", n.Name)
		}
	}
}

// forms checks that the form a template asks for is one of the language's.
func (c *checker) forms(n *parse.CommandNode) {
	function, ok := n.Args[0].(*parse.IdentifierNode)
	if !ok || function.Ident != "det" && function.Ident != "form" && function.Ident != "a" {
		return
	}
	name := "a"
	if function.Ident != "a" {
		literal, ok := append(n.Args, nil)[1].(*parse.StringNode)
		if !ok || len(n.Args) != 3 {
			c.fail(n, "want {{%s \"form\" noun}}", function.Ident)
			return
		}
		name = literal.Text
	}
	if _, ok := c.agree.Forms[name]; !ok {
		c.fail(n, "words.toml has no form %q; it has: %s", name, strings.Join(slices.Sorted(maps.Keys(c.agree.Forms)), " "))
	}
}

func (c *checker) field(n parse.Node, ident []string, view bool) {
	name := strings.Join(ident, ".")
	if !view {
		c.fail(n, "inside {{with}} the dot is the text itself: write . or $.%s", name)
		return
	}
	_, isField := reflect.TypeFor[View]().FieldByName(ident[0])
	_, isMethod := reflect.TypeFor[View]().MethodByName(ident[0])
	if !isField && !isMethod || len(ident) > 1 {
		c.fail(n, "a reply has no field .%s; it has: %s", name, fields())
	}
}

// fields lists what a template may say.
func fields() string {
	var names []string
	for f := range reflect.TypeFor[View]().Fields() {
		names = append(names, "."+f.Name)
	}
	for m := range reflect.TypeFor[View]().Methods() {
		names = append(names, "."+m.Name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
