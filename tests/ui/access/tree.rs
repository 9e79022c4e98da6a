//! The tree of the last frame as assistive technologies get it, read without the toolkit's help.

use std::collections::HashMap;

use eframe::egui::accesskit::{Node, NodeId, Role, TreeUpdate};

/// All nodes of a frame.
pub struct Tree {
    nodes: HashMap<NodeId, Node>,
    root: NodeId,
    /// Which node has the keyboard.
    pub focus: NodeId,
}

impl Tree {
    pub fn new(update: &TreeUpdate) -> Self {
        Self {
            nodes: update.nodes.iter().cloned().collect(),
            root: update.tree.as_ref().expect("a whole tree").root,
            focus: update.focus,
        }
    }

    pub fn get(&self, id: NodeId) -> &Node {
        &self.nodes[&id]
    }

    /// All nodes from the root on, in document order, with their depth.
    pub fn walk(&self) -> Vec<(NodeId, &Node, usize)> {
        let mut found = Vec::new();
        let mut open = vec![(self.root, 0)];
        while let Some((id, depth)) = open.pop() {
            let node = self.get(id);
            found.push((id, node, depth));
            let children = node.children().iter().rev();
            open.extend(children.map(|child| (*child, depth + 1)));
        }
        found
    }

    /// The first node of that role.
    pub fn first(&self, role: Role) -> (NodeId, &Node) {
        let found = self.all(role);
        *found.first().unwrap_or_else(|| panic!("no {role:?}"))
    }

    /// All nodes of that role in document order.
    pub fn all(&self, role: Role) -> Vec<(NodeId, &Node)> {
        let all = self.walk().into_iter();
        all.filter(|(_, node, _)| node.role() == role)
            .map(|(id, node, _)| (id, node))
            .collect()
    }

    /// The only node of that role and name.
    pub fn named(&self, role: Role, name: &str) -> (NodeId, &Node) {
        let all = self.all(role);
        let found = all.iter().find(|(_, node)| node.label() == Some(name));
        let names: Vec<_> = all.iter().filter_map(|(_, node)| node.label()).collect();
        *found.unwrap_or_else(|| panic!("{role:?} {name} is not among {names:?}"))
    }

    /// The nodes around a node, from the root on, with itself.
    pub fn path(&self, id: NodeId) -> Vec<&Node> {
        let mut path: Vec<(&Node, usize)> = Vec::new();
        for (at, node, depth) in self.walk() {
            path.retain(|(_, other)| *other < depth);
            path.push((node, depth));
            if at == id {
                return path.into_iter().map(|(node, _)| node).collect();
            }
        }
        panic!("{id:?} is not in the tree");
    }

    /// The name of the region that has the keyboard; that of the article when it is there.
    pub fn place(&self) -> String {
        let path = self.path(self.focus);
        let region = path
            .iter()
            .rev()
            .find(|node| matches!(node.role(), Role::Region | Role::Document | Role::Dialog));
        region
            .map_or("", |node| node.label().unwrap_or(""))
            .to_owned()
    }

    /// The text runs below a node, in document order.
    pub fn runs(&self, id: NodeId) -> Vec<(NodeId, &Node)> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let node = self.get(id);
            if node.role() == Role::TextRun {
                found.push((id, node));
            }
            open.extend(node.children().iter().rev());
        }
        found
    }
}
